"""The page of a draft: To, From, Subject, Mail and Check, in any order."""
