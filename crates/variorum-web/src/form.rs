//! The fields of a form that a page sent.

use url::form_urlencoded;

use crate::problem::Problem;

/// Fields by name, in the order they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
}

/// The most fields of a form.
const MOST: usize = 2000;

impl Form {
    /// Reads a form from a body of the kind `application/x-www-form-urlencoded`.
    ///
    /// ```
    /// use variorum_web::form::Form;
    /// let form = Form::read(b"story=5&name=J%C3%B6rg+M&name=&x").unwrap();
    /// assert_eq!(form.get("name"), Some("Jörg M"));
    /// assert_eq!(form.filled("x"), None);
    /// ```
    ///
    /// # Errors
    /// If it has too many fields.
    pub fn read(body: &[u8]) -> Result<Form, Problem> {
        let mut fields = Vec::new();
        for (name, value) in form_urlencoded::parse(body) {
            fields.push((name.into_owned(), value.into_owned()));
            if fields.len() > MOST {
                return Err(Problem::wrong(format!("a form has at most {MOST} fields")));
            }
        }
        Ok(Form { fields })
    }

    /// The first field of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// All fields of a name.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A field without white space around it, unless that leaves nothing.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// A field that must be filled in.
    ///
    /// # Errors
    /// If it is not.
    pub fn need(&self, name: &str) -> Result<&str, Problem> {
        self.filled(name).ok_or_else(|| Problem::wrong(format!("fill in “{name}”")))
    }
}
