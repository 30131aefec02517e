using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Fetching;
using SocialConnect.Ingestion.Probes;
using SocialConnect.Ingestion.Visits;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Ingestion.Tests.Visits;

public sealed class UploadTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Lines = "Nom;Description;Ville\nJardin partagé;Un jardin que les habitants cultivent ensemble.;Guéret\nBus de nuit;Une ligne pour rentrer tard sans voiture.;Limoges\n";

    private readonly UploadStore _uploads = new(database.Source);

    [Fact]
    public async Task An_uploaded_file_is_visited_like_any_source()
    {
        var upload = await _uploads.SaveAsync("C:\\Mes documents\\initiatives été.csv", Encoding.Latin1.GetBytes(Lines), "edith", default);
        using var fetcher = Fetcher();
        var partners = new PartnerStore(database.Source);
        var partner = await partners.SaveAsync("depot", "Dépôt", new Uri("https://depot.example/"), "", default);
        await partners.SaveRecipeAsync(partner.Id, $$"""{"kind": "file", "start": "{{upload.Address.AbsoluteUri}}", "fields": {"title": "Nom", "summary": "Description", "commune": "Ville"} }""", "", null, default);
        var visits = new VisitStore(database.Source);
        await visits.AskAsync(partner.Id, VisitKind.Visit, null, default);
        var claim = await visits.ClaimAsync("upload", TimeSpan.FromMinutes(1), default);

        var end = await new VisitRun(claim!, RecipeDocument.Parse(claim!.RecipeJson), fetcher, new VisitLedger(database.Source), new VisitEnding(database.Source), Collecting.Quick, TimeProvider.System, NullLogger.Instance).RunAsync(default, default);

        Assert.Equal(("done", null), (end.State, end.Message));
        Assert.Equal("Bus de nuit, Jardin partagé", await database.ScalarAsync<string>("select string_agg(title, ', ' order by title) from initiative where partner_id = $1", partner.Id));
    }

    [Fact]
    public async Task A_recipe_is_proposed_for_an_uploaded_file()
    {
        var upload = await _uploads.SaveAsync("initiatives.csv", Encoding.UTF8.GetBytes(Lines), null, default);
        using var fetcher = Fetcher();
        var probes = new ProbeStore(database.Source);
        var id = await probes.AskAsync(ProbeRequest.ProposalFor(upload.Address), null, default);
        var claim = await probes.ClaimAsync("test", TimeSpan.FromMinutes(1), default);

        await new ProbeWork(probes, fetcher, new VisitLedger(database.Source), Microsoft.Extensions.Options.Options.Create(new ProbeSettings()), NullLogger<ProbeWork>.Instance).AnswerAsync(claim!, default);

        var probe = await probes.ReadAsync(id, default);
        Assert.Null(probe!.Failure);
        Assert.Equal(RecipeKind.File, probe.Proposal!.Kind);
        Assert.Equal(["Jardin partagé", "Bus de nuit"], probe.Proposal.Preview.Records.Select(record => record.Title));
    }

    [Fact]
    public async Task A_recipe_is_proposed_for_an_uploaded_file_of_json()
    {
        var upload = await _uploads.SaveAsync("initiatives.json", Encoding.UTF8.GetBytes("""[{ "nom": "Jardin partagé", "description": "Un jardin que les habitants cultivent ensemble.", "ville": "Guéret" }, { "nom": "Bus de nuit", "description": "Une ligne pour rentrer tard sans voiture.", "ville": "Limoges" }, { "nom": "Café associatif", "description": "Un café tenu par ses habitués, avec un repair café.", "ville": "Tulle" }]"""), null, default);
        using var fetcher = Fetcher();
        var probes = new ProbeStore(database.Source);
        var id = await probes.AskAsync(ProbeRequest.ProposalFor(upload.Address), null, default);
        var claim = await probes.ClaimAsync("json", TimeSpan.FromMinutes(1), default);

        await new ProbeWork(probes, fetcher, new VisitLedger(database.Source), Microsoft.Extensions.Options.Options.Create(new ProbeSettings()), NullLogger<ProbeWork>.Instance).AnswerAsync(claim!, default);

        var probe = await probes.ReadAsync(id, default);
        Assert.Null(probe!.Failure);
        Assert.Equal(["Jardin partagé", "Bus de nuit", "Café associatif"], probe.Proposal!.Preview.Records.Select(record => record.Title));
    }

    [Fact]
    public async Task A_file_that_no_recipe_names_goes_after_a_day()
    {
        var unused = await _uploads.SaveAsync("oubli.csv", Encoding.UTF8.GetBytes(Lines), null, default);
        var former = await _uploads.SaveAsync("ancien.csv", Encoding.UTF8.GetBytes(Lines), null, default);
        var used = await _uploads.SaveAsync("nouveau.csv", Encoding.UTF8.GetBytes(Lines), null, default);
        var partners = new PartnerStore(database.Source);
        var partner = await partners.SaveAsync("rangement", "Rangement", new Uri("https://depot.example/"), "", default);
        foreach (var file in (Upload[])[former, used])
        {
            await partners.SaveRecipeAsync(partner.Id, $$"""{"kind": "file", "start": "{{file.Address.AbsoluteUri}}", "fields": {"title": "Nom"} }""", "", null, default);
        }

        await database.ExecuteAsync("update upload set uploaded_at = now() - interval '2 days'");
        var fresh = await _uploads.SaveAsync("frais.csv", Encoding.UTF8.GetBytes(Lines), null, default);
        Assert.True(await _uploads.RemoveUnusedAsync(default) >= 1);

        Assert.Null(await _uploads.ReadAsync(unused.Address, default));
        Assert.All((Upload[])[former, used, fresh], file => Assert.NotNull(_uploads.ReadAsync(file.Address, default).Result));
    }

    [Fact]
    public async Task A_file_that_is_gone_says_so()
    {
        using var fetcher = Fetcher();

        var page = await fetcher.FetchAsync(new PageRequest(new Uri($"upload://{Guid.NewGuid()}/a.csv")), default);

        Assert.Equal(FetchOutcome.Missing, page.Outcome);
        Assert.Contains("déposé", page.Message);
    }

    [Theory]
    [InlineData("programme.exe", 10, "format")]
    [InlineData("vide.csv", 0, "vide")]
    [InlineData("grand.csv", UploadStore.MostBytes + 1, "20 Mo")]
    public void Says_why_a_file_is_not_taken(string name, long bytes, string why) => Assert.Contains(why, UploadStore.ProblemWith(name, bytes));

    private PageFetcher Fetcher() => new(Microsoft.Extensions.Options.Options.Create(Collecting.Quick), TimeProvider.System, _uploads);
}
