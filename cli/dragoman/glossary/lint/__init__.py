"""What can be wrong with a glossary: one module for each family of rules, all of them listed in `rules`."""
