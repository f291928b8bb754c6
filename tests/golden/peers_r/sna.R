# Centrality and centralization by R sna.

source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "common.R"))
suppressMessages(library(sna))

for (name in networks) {
  net <- read_network(name)
  mode <- if (net$directed) "digraph" else "graph"
  held <- as_matrix(net, weighted = FALSE)
  actors <- function(measure, values) {
    note(network = name, measure = measure, actor = net$actors$actor, value = as.numeric(values))
  }
  whole <- function(measure, value) note(network = name, measure = measure, actor = "all", value = value)

  if (!net$directed) {
    actors("degree", degree(held, gmode = mode))
    actors("strength", degree(as_matrix(net, weighted = TRUE), gmode = mode, ignore.eval = FALSE))
  }
  actors("betweenness", betweenness(held, gmode = mode))
  actors("closeness", closeness(held, gmode = mode))
  actors("harmonic", closeness(held, gmode = mode, cmode = if (net$directed) "suminvdir" else "suminvundir"))
  actors("bonacich_above", bonpow(held, gmode = mode, exponent = 0.05))
  actors("bonacich_below", bonpow(held, gmode = mode, exponent = -0.05))
  actors("bonacich_weighted", bonpow(as_matrix(net, weighted = TRUE), gmode = mode, exponent = 0.005))
  actors("coreness", kcores(held, mode = mode, cmode = "freeman"))
  if (!net$directed) {
    actors("eigenvector", evcent(held, gmode = mode, use.eigen = TRUE))
    whole("transitivity", gtrans(held, mode = mode))
    whole("centralization_degree", centralization(held, degree, mode = mode))
    whole("centralization_betweenness", centralization(held, betweenness, mode = mode))
    whole("centralization_closeness", centralization(held, closeness, mode = mode))
  }
}
finish()
