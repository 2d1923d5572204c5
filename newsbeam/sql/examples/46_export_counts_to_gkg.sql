-- What do the tolls look like to a program that reads GDELT's Global Knowledge Graph?
SELECT "DATE", "SourceCommonName", "DocumentIdentifier", "Counts", "V2Counts"
FROM gkg_counts
ORDER BY "DATE", "DocumentIdentifier";
