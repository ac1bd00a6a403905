"""S3, DynamoDB and SQS. The only users of boto3; their errors leave here as our own."""
