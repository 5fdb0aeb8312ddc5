"""How do instructors get ready for a cohort's cases? Themes and lenses, what nobody raised, and a word to those who lack one."""
