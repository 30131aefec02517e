namespace SocialConnect.Samples.Serving;

public sealed class PortInUseException(string site, int port, Exception inner)
    : Exception($"Port {port}, wanted for the sample site '{site}', is in use: choose other ports with --base-port.", inner);
