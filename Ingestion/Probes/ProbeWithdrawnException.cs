namespace SocialConnect.Ingestion.Probes;

internal sealed class ProbeWithdrawnException() : Exception("Nobody waits for this probe any longer, or another worker has it.");
