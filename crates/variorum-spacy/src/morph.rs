//! Morphological features in CoNLL-U form: `Number=Sing|Person=3`.

/// The features in spaCy's normal form: fields and values in order, and nothing for the mark of no features.
pub(crate) fn normalize(features: &str) -> String {
    if features.is_empty() || features == "_" {
        return String::new();
    }
    let mut fields: Vec<String> = features.split('|').map(normalize_field).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.join("|")
}

fn normalize_field(field: &str) -> String {
    let Some((name, values)) = field.split_once('=') else { return field.to_owned() };
    let mut values: Vec<&str> = values.split(',').collect();
    values.sort_unstable();
    format!("{name}={}", values.join(","))
}

/// The value of a field, such as `Sing` for `Number`.
pub(crate) fn value<'m>(features: &'m str, field: &str) -> Option<&'m str> {
    features.split('|').find_map(|feature| feature.strip_prefix(field)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_put_in_order() {
        assert_eq!(normalize("VerbForm=Fin|Tense=Past,Imp|Mood=Ind"), "Mood=Ind|Tense=Imp,Past|VerbForm=Fin");
        assert_eq!(normalize("_"), "");
        assert_eq!(value("Number=Sing|Person=3", "Person"), Some("3"));
        assert_eq!(value("NumberX=Sing", "Number"), None);
    }
}
