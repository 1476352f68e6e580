//! Holds a JSON value to a JSON Schema, as far as the published schema goes.

use serde_json::Value;

/// Where and how `value` departs from `schema`, as "/path: fault". A keyword that is not known here is a fault too,
/// so that nothing passes unread.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, schema, value, "", &mut faults);
    faults
}

fn check(root: &Value, schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else {
        if schema != &Value::Bool(true) {
            faults.push(format!("{path}: no value is allowed"));
        }
        return;
    };
    for (keyword, rule) in keywords {
        let holds = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" => true,
            "$ref" => {
                let pointer = rule.as_str().and_then(|reference| reference.strip_prefix('#')).unwrap_or("?");
                match root.pointer(pointer) {
                    Some(target) => check(root, target, value, path, faults),
                    None => {
                        faults.push(format!("{path}: the schema refers to {rule}, which it does not define"))
                    }
                }
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|name| is_a(value, name)),
                name => is_a(value, name),
            },
            "const" => value == rule,
            "enum" => rule.as_array().is_some_and(|values| values.contains(value)),
            "minimum" => {
                value.as_f64().is_none_or(|number| rule.as_f64().is_none_or(|least| number >= least))
            }
            "anyOf" | "oneOf" => rule.as_array().is_some_and(|schemas| {
                schemas.iter().any(|schema| {
                    let mut inner = Vec::new();
                    check(root, schema, value, path, &mut inner);
                    inner.is_empty()
                })
            }),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}/{index}"), faults);
                }
                true
            }
            "properties" => {
                for (key, schema) in rule.as_object().into_iter().flatten() {
                    if let Some(property) = value.get(key) {
                        check(root, schema, property, &format!("{path}/{key}"), faults);
                    }
                }
                true
            }
            "required" => {
                for key in rule.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if value.get(key).is_none() {
                        faults.push(format!("{path}: lacks {key}"));
                    }
                }
                true
            }
            _ => false,
        };
        if !holds {
            faults.push(format!("{path}: {keyword} {rule} does not hold"));
        }
    }
}

fn is_a(value: &Value, name: &Value) -> bool {
    match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_i64() || value.is_u64(),
        _ => false,
    }
}
