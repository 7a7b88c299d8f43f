"""What is computed of the answers that were taken in.

`attempts` says which count. Of these `students` makes scores and thirds, `correlating` discriminations, `reliability`
what the test is worth, `timing` times. `tallying` adds up equal rows; of these `meaning` makes answers that are the
same, `parameters` variants and the values of their parameters, `slips` misconceptions. `asked` has what the bank says.
`limits` says which questions to look at.
"""
