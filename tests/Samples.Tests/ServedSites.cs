using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using SocialConnect.Samples.Serving;
using Xunit;

namespace SocialConnect.Samples.Tests;

/// <summary>The sample sites, served on free ports for the tests of one class.</summary>
public sealed class ServedSites : IAsyncLifetime
{
    private SampleSites? _sites;

    public HttpClient Client { get; } = new();

    public Uri AddressOf(string site, string path = "/") => new(_sites!.Addresses[site], path);

    public async Task<IDocument> ReadAsync(string site, string path)
    {
        var bytes = await Client.GetByteArrayAsync(AddressOf(site, path));
        var encoding = site == "pays-et-quartiers" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.UTF8;
        return await new HtmlParser().ParseDocumentAsync(encoding.GetString(bytes));
    }

    public async Task InitializeAsync() => _sites = await SampleSites.StartAsync(new SampleOptions());

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _sites!.DisposeAsync();
    }
}
