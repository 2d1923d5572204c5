-- What are the largest sums of money in each currency, and what for?
SELECT currency, value_max AS amount, modifier, text, currency_basis, sentence, source_uri
FROM money
QUALIFY row_number() OVER (PARTITION BY currency ORDER BY value_max DESC NULLS LAST, article_id, char_start) <= 3
ORDER BY currency, amount DESC NULLS LAST;
