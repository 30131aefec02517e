Console.Error.WriteLine("usage: bench retrieval|classification|collect|crawl|search|robots|content|finder|chat-load [options]   (docs/measurements.md)");
return 2;
