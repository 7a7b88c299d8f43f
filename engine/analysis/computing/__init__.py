"""What is computed of the answers that were taken in.

`attempts` says which count. Of these `students` makes scores and thirds, `correlating` discriminations, `reliability`
what the test is worth, `timing` times. `tallying` adds up equal rows; of these `answers` makes answers that are the
same, by their `meaning`, `parameters` variants and the values of their parameters, `slips` misconceptions.
`knownquestions` has what the bank says. `working` does what is done over all questions at once.
"""
