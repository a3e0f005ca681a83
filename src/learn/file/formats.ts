// What the files of models, and of the steps of a Pipeline, begin with.

export const PERCEPTRON_FORMAT = "rosenblatt.perceptron";
export const UNIT_FORMAT = "rosenblatt.tlu";
export const NETWORK_FORMAT = "rosenblatt.threshold-network";
export const PIPELINE_FORMAT = "rosenblatt.Pipeline";
export const COLUMNS_FORMAT = "rosenblatt.Columns";
export const ENCODER_FORMAT = "rosenblatt.TableEncoder";
export const LAYER_FORMAT = "rosenblatt.AssociationLayer";
export const CALIBRATED_FORMAT = "rosenblatt.calibrated";
export const HEBBIAN_FORMAT = "rosenblatt.HebbianAssociator";
