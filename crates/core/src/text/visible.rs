//! Characters that cannot be seen: those that mislead are taken out, those that only show nothing are no text.

/// Control characters, zero-width spaces, direction marks and overrides: they change what a reader believes to read.
/// The joiner U+200D and variation selectors stay: names and faces need them.
pub(super) fn is_misleading(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}')
}

/// True for a text in which a reader sees nothing at all: no text, spaces, or characters that take room or none and
/// leave no mark. Sources: `Default_Ignorable_Code_Point` of Unicode, and the blanks among letters and symbols.
pub fn shows_nothing(text: &str) -> bool {
    text.chars().all(is_blank)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || is_misleading(c)
        || is_ignorable(c)
        || matches!(
            c,
            // The empty braille pattern, a note without a head, blanks of hieroglyphs, marks of annotations.
            '\u{2800}' | '\u{1d159}' | '\u{13441}' | '\u{13442}' | '\u{fff9}'..='\u{fffb}'
        )
}

/// Characters that a program is to show as nothing (`Default_Ignorable_Code_Point`): joiners, fillers, selectors.
pub(crate) const fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
