"""DiffSinger voice banks in the layout of OpenUtau, run with onnxruntime."""
