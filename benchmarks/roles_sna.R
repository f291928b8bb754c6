# Seconds of sna::brokerage, round by round.
#   Rscript roles_sna.R <ties.csv: source,target from 1> <types.csv: type> <rounds> <file of the totals>
# Every line that comes in asks for one round and gets the seconds back: given an edge list, given a matrix.

given <- commandArgs(trailingOnly = TRUE)
suppressMessages(library(sna))
ties <- as.matrix(read.csv(given[1]))
types <- read.csv(given[2], colClasses = "character")$type
held <- cbind(ties, 1)
attr(held, "n") <- length(types)
square <- matrix(0, length(types), length(types))
square[ties] <- 1
asked <- file("stdin", "r")
for (round in seq_len(as.integer(given[3]))) {
  readLines(asked, n = 1)
  seconds <- system.time(found <- brokerage(held, types))[["elapsed"]]
  seconds[2] <- system.time(brokerage(square, types))[["elapsed"]]
  cat(sprintf("%.4f %.4f\n", seconds[1], seconds[2]))
  flush(stdout())
}
write.csv(found$raw.nli, given[4], row.names = FALSE)
