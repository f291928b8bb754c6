# Structural holes, centrality, clustering and mixing by R igraph.

source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "common.R"))
suppressMessages(library(igraph))

for (name in networks) {
  net <- read_network(name)
  graph <- graph_from_data_frame(net$ties, directed = net$directed, vertices = net$actors)
  weights <- E(graph)$weight
  lengths <- 1 / weights
  actors <- function(measure, values) {
    note(network = name, measure = measure, actor = V(graph)$name, value = as.numeric(values))
  }
  whole <- function(measure, value) note(network = name, measure = measure, actor = "all", value = value)

  actors("constraint", constraint(graph, weights = weights))
  actors("betweenness", betweenness(graph, weights = NA))
  actors("betweenness_inverse", betweenness(graph, weights = lengths))
  actors("closeness", closeness(graph, mode = "out", weights = NA, normalized = TRUE))
  actors("closeness_inverse", closeness(graph, mode = "out", weights = lengths, normalized = TRUE))
  actors("harmonic", harmonic_centrality(graph, mode = "out", weights = NA, normalized = TRUE))
  actors("harmonic_inverse", harmonic_centrality(graph, mode = "out", weights = lengths, normalized = TRUE))
  actors("pagerank", page_rank(graph, weights = NA)$vector)
  actors("pagerank_weighted", page_rank(graph, weights = weights)$vector)
  actors("coreness", coreness(graph, mode = "all"))
  actors("clustering", transitivity(graph, type = "local", isolates = "nan"))
  bare <- delete_edge_attr(graph, "weight")
  actors("bonacich_above", power_centrality(bare, exponent = 0.05, rescale = FALSE))
  actors("bonacich_below", power_centrality(bare, exponent = -0.05, rescale = FALSE))
  if (!net$directed) {
    actors("clustering_weighted", transitivity(graph, type = "barrat", weights = weights, isolates = "nan"))
    whole("transitivity", transitivity(graph, type = "global"))
    leading <- eigen_centrality(graph, weights = NA)
    actors("eigenvector", leading$vector)
    whole("leading_eigenvalue", leading$value)
    leading <- eigen_centrality(graph, weights = weights)
    actors("eigenvector_weighted", leading$vector)
    whole("leading_eigenvalue_weighted", leading$value)
    kinds <- match(V(graph)$type, unique(V(graph)$type))
    whole("nominal_assortativity", assortativity_nominal(graph, kinds, directed = FALSE))
    whole("degree_assortativity", assortativity_degree(graph, directed = FALSE))
    whole("modularity", modularity(bare, kinds))
    whole("modularity_weighted", modularity(graph, kinds, weights = weights))
    if (is_connected(graph)) whole("mean_distance", mean_distance(bare, directed = FALSE))
  }
}
finish()
