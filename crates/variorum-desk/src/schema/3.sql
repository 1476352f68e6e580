-- Format 3. Near-copies are found by the signatures, which are read when a desk begins to grow.

DROP TABLE band;
