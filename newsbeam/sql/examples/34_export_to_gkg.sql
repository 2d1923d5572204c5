-- What do the quotations look like to a program that reads GDELT's Global Knowledge Graph?
SELECT "DATE", "SourceCommonName", "DocumentIdentifier", "Quotations"
FROM gkg_quotations
ORDER BY "DATE", "DocumentIdentifier";
