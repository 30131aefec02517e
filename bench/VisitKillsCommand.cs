using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace SocialConnect.Bench;

/// <summary>
/// Kills the process that visits a made-up site, at random moments (SIGKILL), has another go on with the visit, and compares the rows with those of a visit
/// that nobody disturbed.
/// </summary>
internal static class VisitKillsCommand
{
    // From the moment a worker has the visit: a cold process needs half of it before its first page; the rest is enough for some hundred pages, and short enough for all kills to fall within one visit.
    private const int LongestLifeMs = 1500;

    private const string ContentSql =
        """
        select coalesce(md5(string_agg(concat_ws(',', key, title, summary, source, missed_visits, status, array(select tag from initiative_tag where initiative_id = i.id order by position)), '|' order by key)), '')
               || ' ' || count(*) || ' ' || count(distinct key)
          from initiative i
         where partner_id = @partner
        """;

    public static async Task RunAsync(string[] arguments)
    {
        var options = new Options(arguments, "kills", "pages", "seed", "catalogue");
        if (options.Find("catalogue") is { Length: > 0 } name)
        {
            await using var shared = await ScratchCatalogue.KeepAsync(name, BenchVisit.Settings);
            await new BenchVisit(shared).RunAskedAsync(() => Console.WriteLine("claimed"));
            return;
        }

        var random = new Random(options.Number("seed", 1));
        await using var server = await CrawlCommand.ServeAsync(options.Number("pages", 10_000));
        var site = new Uri(server.Urls.First());
        await using var catalogue = await ScratchCatalogue.CreateAsync(BenchVisit.Settings);
        var visit = new BenchVisit(catalogue);
        var whole = await visit.AddPartnerAsync("whole", CrawlCommand.RecipeOf(site));
        await visit.RunAsync(whole);

        var killed = await visit.AddPartnerAsync("killed", CrawlCommand.RecipeOf(site));
        await visit.AskAsync(killed);
        var kills = 0;
        for (; kills < options.Number("kills", 100); kills++)
        {
            if (!await KillOneAsync(catalogue.Name, random.Next(LongestLifeMs)))
            {
                break;
            }

            // Stands for the wait until the dead worker's lease has run out.
            await ExecuteAsync(catalogue.Database, "update visit set leased_until = now() - interval '1 second' where partner_id = @partner and state = 'running'", killed);
        }

        var pagesAtLastKill = await ReadAsync<long>(catalogue.Database, "select count(*) from visit_page p join visit v on v.id = p.visit_id where v.partner_id = @partner and p.state = 'done'", killed);
        await visit.RunAskedAsync();
        var (expected, found) = (await ReadAsync<string>(catalogue.Database, ContentSql, whole), await ReadAsync<string>(catalogue.Database, ContentSql, killed));
        var counts = await ReadAsync<string>(catalogue.Database, "select concat_ws('|', state, added, changed, unchanged, gone) from visit where partner_id = @partner order by id desc limit 1", killed);
        Console.WriteLine(JsonSerializer.Serialize(new { kills, pages_at_last_kill = pagesAtLastKill, identical = expected == found, rows = found.Split(' ')[1], visit = counts }));
    }

    /// <returns>False when the visit had ended before.</returns>
    private static async Task<bool> KillOneAsync(string catalogue, int lifeMs)
    {
        string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(VisitKillsCommand).Assembly.Location] : [];
        using var worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. self, "visit-kills", "--catalogue", catalogue]) { RedirectStandardOutput = true })!;
        var claimed = await worker.StandardOutput.ReadLineAsync() == "claimed";
        await Task.Delay(lifeMs);
        worker.Kill();
        await worker.WaitForExitAsync();
        return claimed;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, long partner)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue("partner", partner);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> ReadAsync<T>(NpgsqlDataSource database, string sql, long partner)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue("partner", partner);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
