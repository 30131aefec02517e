using SocialConnect.Samples.Serving;

var options = SampleOptions.Read(args, out var mistake);
if (options is null)
{
    await Console.Error.WriteLineAsync(mistake);
    return 2;
}

try
{
    await using var sites = await SampleSites.StartAsync(options);
    foreach (var (site, address) in sites.Addresses)
    {
        Console.WriteLine($"{site,-18} {address}");
    }

    await sites.WaitForShutdownAsync();
    return 0;
}
catch (PortInUseException inUse)
{
    await Console.Error.WriteLineAsync(inUse.Message);
    return 1;
}
