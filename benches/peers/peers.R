# How long do the peers in R take, and what do they find?
#
#   Rscript peers.R PEER METHOD FOLDER SECONDS
#
# The same as peers.py: runs the method once and then again until the seconds have passed, and prints JSON. Loading
# packages, reading and neighbour lists are not timed.

words <- commandArgs(trailingOnly = TRUE)
method <- paste(words[1], words[2])
folder <- words[3]
seconds <- as.numeric(words[4])
some <- 50 # series of 500 that STL is given
fewer <- 20 # and the slowest

timed <- function(run, scale = 1) {
  one <- function() {
    start <- Sys.time()
    answer <<- run()
    as.numeric(difftime(Sys.time(), start, units = "secs")) * scale
  }
  answer <- NULL
  first <- one()
  begin <- Sys.time()
  warm <- c()
  while (length(warm) == 0 || (difftime(Sys.time(), begin, units = "secs") < seconds && length(warm) < 50))
    warm <- c(warm, one())
  status <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE)
  peak <- as.numeric(gsub("[^0-9]", "", status)) * 1024 / 1e6
  list(answer = answer, first = first, warm = warm, peak = peak)
}

numbers <- function(x) {
  text <- ifelse(is.finite(x), formatC(as.numeric(x), digits = 17, format = "g", width = 1), "null")
  paste0("[", paste(text, collapse = ","), "]")
}

tell <- function(timed, values) {
  named <- paste0('"', names(values), '":', vapply(values, numbers, ""), collapse = ",")
  cat(sprintf('{"times":{"first":%.17g,"warm":%s,"peak_mb":%.17g},"threads":1,"values":{%s}}\n',
              timed$first, numbers(timed$warm), timed$peak, named))
}

series <- function(n) t(as.matrix(read.csv(file.path(folder, "series.csv"), header = FALSE)))[, seq_len(n)]
quietly <- function(run) suppressWarnings(suppressMessages(run))

farrington <- function() {
  quietly(library(surveillance))
  counts <- sts(observed = unname(series(fewer)[1:85, ]), frequency = 52)
  control <- list(range = 60:85, b = 1, w = 3, noPeriods = 1, pastWeeksNotIncluded = 3)
  found <- timed(function() quietly(farringtonFlexible(counts, control)), 500 / fewer)
  # It marks weeks without enough cases by no bound.
  tell(found, list(upper = upperbound(found$answer), alarm = alarms(found$answer),
                   expected = found$answer@control$expected))
}

ears <- function() {
  quietly(library(surveillance))
  counts <- sts(observed = unname(series(500)[1:85, ]), frequency = 52)
  found <- timed(function() earsC(counts, list(range = 12:85, method = "C3", alpha = 0.025)))
  tell(found, list(upper = upperbound(found$answer)))
}

lattice <- function() {
  quietly(library(spdep))
  # Row by row: the first dimension of spdep runs fastest.
  list(near = cell2nb(100, 100, type = "queen"), counts = scan(file.path(folder, "cells.csv"), quiet = TRUE))
}

gi_star <- function() {
  of <- lattice()
  weights <- nb2listw(include.self(of$near), style = "B")
  found <- timed(function() localG(of$counts, weights))
  tell(found, list(z = found$answer))
}

local_moran <- function() {
  of <- lattice()
  weights <- nb2listw(of$near, style = "W")
  found <- timed(function() localmoran(of$counts, weights))
  tell(found, list(i = found$answer[, "Ii"], variance = found$answer[, "Var.Ii"], z = found$answer[, "Z.Ii"]))
}

seasons <- function() {
  counts <- series(some)
  # As statsmodels chooses: degrees 1, no jumps, five loops. With outer loops R weighs what lies far out in another way.
  one <- function(k) stl(ts(counts[, k], frequency = 26), s.window = 7, s.degree = 1, t.window = 51, l.window = 27,
                         s.jump = 1, t.jump = 1, l.jump = 1, inner = 5, outer = 0)$time.series
  found <- timed(function() lapply(seq_len(some), one), 500 / some)
  tell(found, list(trend = unlist(lapply(found$answer, function(p) p[, "trend"])),
                   seasonal = unlist(lapply(found$answer, function(p) p[, "seasonal"]))))
}

switch(method,
  "surveillance farrington" = farrington(),
  "surveillance ears" = ears(),
  "spdep gi_star_z" = gi_star(),
  "spdep local_moran_z" = local_moran(),
  "R stl_plain" = seasons(),
  stop("no such method: ", method))
