# Nestedness (NODF) by R vegan.

source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "common.R"))
suppressMessages(library(vegan))

for (file in sort(list.files(inputs, pattern = "^table_.*[.]csv$"), method = "radix")) {
  found <- nestednodf(as.matrix(read.csv(file.path(inputs, file))))$statistic
  name <- sub("^table_(.*)[.]csv$", "\\1", file)
  # rows are actors
  note(
    network = name,
    measure = c("nodf_actors", "nodf_collaborations", "nodf"),
    value = unname(found[c("N.rows", "N.columns", "NODF")])
  )
}
finish()
