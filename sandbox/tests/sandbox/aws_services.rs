//! The services, through the SDKs that functions use.

mod access;
mod clients;
mod cors;
mod dynamodb;
mod faults;
mod kms;
mod restart;
mod s3;
mod s3_multipart;
mod s3_presigned;
mod sqs;
mod sqs_dead_letters;
mod sqs_refusals;
