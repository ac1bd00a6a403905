"""What a Lambda function needs around its one call: settings, logging, HTTP problems, batches."""
