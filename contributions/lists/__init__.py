"""A meeting's list of documents: read from a CSV or Excel file, held against the register, taken in.

```
bytes -> read_csv | read_xlsx -> Sheet -> headings -> Table        what stands in the file
Table -> papers -> Paper                                           what each row says, in terms of the register
Paper -> changes -> Change                                         what of it the register lacks or has otherwise
```

`contributions.services.documents_import` does the rest. Nothing is guessed: what is not clear is refused, or kept as
it is printed and told.
"""
