"""What is known of the language, each fact in one table: calendar, numbers, verbs, names, peoples and countries, the gazetteer."""
