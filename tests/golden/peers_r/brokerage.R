# Brokerage roles (Gould and Fernandez) by R sna: counts, means, standard deviations and z.

source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "common.R"))
suppressMessages(library(sna))

roles <- c(
  w_I = "coordinator", w_O = "itinerant", b_OI = "gatekeeper", b_IO = "representative", b_O = "liaison", t = "total"
)

for (name in networks) {
  net <- read_network(name)
  found <- brokerage(as_matrix(net, weighted = FALSE), net$actors$type)
  tell <- function(level, who, statistic, values) {
    note(network = name, level = level, of = who, role = roles, statistic = statistic, value = values[names(roles)])
  }
  for (i in seq_len(nrow(net$actors))) {
    who <- net$actors$actor[i]
    tell("actor", who, "count", found$raw.nli[i, ])
    # the null of sna is one of arcs: for ties without direction only the counts mean something
    if (net$directed) {
      tell("actor", who, "expected", found$exp.nli[i, ])
      tell("actor", who, "sd", found$sd.nli[i, ])
      tell("actor", who, "z", found$z.nli[i, ])
    }
  }
  tell("network", "all", "count", found$raw.gli)
  if (net$directed) {
    for (group in found$clid) {
      tell("group", group, "expected", found$exp.grp[group, ])
      tell("group", group, "sd", found$sd.grp[group, ])
    }
    tell("network", "all", "expected", found$exp.gli)
    tell("network", "all", "sd", found$sd.gli)
    tell("network", "all", "z", found$z.gli)
  }
}
finish()
