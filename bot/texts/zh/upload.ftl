error-upload-declined = 这份文件当时选了不导入。要导入的话，请把文件再发一次。
error-upload-file-gone = 这份文件已经过了一天，不再保留。请把文件再发一次。
error-sheet-unknown = 看不出这个文件是名册还是整改事项。请在第一行写列名：名册要有姓名、党组织、类别，整改事项要有问题、整改措施、责任人、完成时限。
