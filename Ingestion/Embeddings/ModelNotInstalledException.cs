namespace SocialConnect.Ingestion.Embeddings;

public sealed class ModelNotInstalledException(string message, Exception? cause = null) : Exception(message, cause);
