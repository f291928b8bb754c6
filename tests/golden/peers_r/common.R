# Reading the inputs and writing long tables; base R alone. Every script is called as
#   Rscript <script>.R <folder of the inputs> <file to write>

given <- commandArgs(trailingOnly = TRUE)
inputs <- given[1]
target <- given[2]

networks <- sub("_ties[.]csv$", "", sort(list.files(inputs, pattern = "_ties[.]csv$"), method = "radix"))
is_directed <- function(name) startsWith(name, "arcs")

read_network <- function(name) {
  column <- c("character", "character", "numeric")
  list(
    name = name,
    directed = is_directed(name),
    actors = read.csv(file.path(inputs, paste0(name, "_actors.csv")), colClasses = "character"),
    ties = read.csv(file.path(inputs, paste0(name, "_ties.csv")), colClasses = column)
  )
}

as_matrix <- function(net, weighted) {
  names <- net$actors$actor
  held <- matrix(0, length(names), length(names), dimnames = list(names, names))
  ends <- cbind(match(net$ties$source, names), match(net$ties$target, names))
  values <- if (weighted) net$ties$weight else rep(1, nrow(ends))
  held[ends] <- values
  if (!net$directed) held[ends[, 2:1, drop = FALSE]] <- values
  held
}

collected <- list()
note <- function(...) collected[[length(collected) + 1]] <<- data.frame(..., stringsAsFactors = FALSE)

finish <- function() {
  table <- do.call(rbind, collected)
  table$value <- ifelse(is.na(table$value), "nan", sprintf("%.17g", table$value))
  write.csv(table, target, row.names = FALSE, quote = FALSE)
}
