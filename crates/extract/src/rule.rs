//! The catalogue of rules: permanent id, what it finds, examples. Read from `rules/*_rules.toml`.

use std::sync::OnceLock;

use kaoju_record::{Kind, Kinds};
use serde::Deserialize;

/// A rule, as `kaoju rules` shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    /// Permanent id, named after what it finds: `date/range`.
    pub id: String,
    /// What it finds, in a sentence or two.
    pub about: String,
    /// Examples, each `text => quote = value; …`; nothing behind `=>` where nothing may be found.
    pub examples: Vec<String>,
}

impl Rule {
    /// The kinds its examples are read for: its own where it finds one that must be asked for, else the default ones.
    /// Clock times are read with dates, which they belong to.
    pub fn kinds(&self) -> Kinds {
        let prefix = self.id.split('/').next();
        let optional = |kind: &Kind| !Kind::DEFAULT.contains(kind) && prefix == Some(kind.name());
        match Kind::ALL.into_iter().find(optional) {
            Some(Kind::Time) => [Kind::Date, Kind::Time].into_iter().collect(),
            Some(kind) => [kind].into_iter().collect(),
            None => Kinds::default(),
        }
    }
}

/// Every rule: dates, figures, treaties, then the kinds that must be asked for.
pub fn rules() -> &'static [Rule] {
    #[derive(Deserialize)]
    struct File {
        rule: Vec<Rule>,
    }
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let files = [
            include_str!("../rules/date_rules.toml"),
            include_str!("../rules/figure_rules.toml"),
            include_str!("../rules/treaty_rules.toml"),
            include_str!("../rules/number_rules.toml"),
            include_str!("../rules/time_rules.toml"),
        ];
        // OK because the files are part of the program and the tests read and run all of them.
        files.iter().filter_map(|file| toml::from_str::<File>(file).ok()).flat_map(|file| file.rule).collect()
    })
}

/// An example, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example<'a> {
    /// The text it is read in.
    pub text: &'a str,
    /// Quote and value (in [`crate::notation`]) of everything that is found in it, in order.
    pub finds: Vec<(&'a str, &'a str)>,
}

impl<'a> Example<'a> {
    /// Takes `text => quote = value; …` apart; `None` where it has another form.
    pub fn parse(line: &'a str) -> Option<Self> {
        let (text, finds) = line.split_once("=>")?;
        let finds = finds.split("; ").map(str::trim).filter(|find| !find.is_empty());
        let finds = finds.map(|find| find.split_once(" = ")).collect::<Option<Vec<_>>>()?;
        Some(Self { text: text.trim(), finds })
    }
}
