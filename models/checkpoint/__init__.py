"""What foundation models share: weights from the hub, the device, progress and cancel, sound in and out."""
