error-upload-declined = You chose not to import this file. To import it after all, please send the file again.
error-upload-file-gone = This file is no longer kept (it is for a day at most), so nothing was imported. Please send it again.
error-sheet-unknown = I cannot tell whether this file is a roster or rectification items. Please put column names into the first row: a roster has name, unit, standing; items have problem, measure, owner, due.
