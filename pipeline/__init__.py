"""When and where: the command line, the graph, runs, audit, publication, evaluation."""
