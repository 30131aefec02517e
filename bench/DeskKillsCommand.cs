using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using SocialConnect.Catalog.Curation.Desk;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Bench;

/// <summary>Kills the process that keeps decisions, at random moments, and counts what was lost or doubled. Forms whose answer was lost are sent again, as a curator would.</summary>
internal static class DeskKillsCommand
{
    private const string Curator = "mesure";

    public static async Task RunAsync(string[] args)
    {
        var options = new Options(args, "kills", "seed", "at");
        if (options.Find("at") is { Length: > 0 } address)
        {
            await KeepAsync(address);
            return;
        }

        var kills = int.Parse(options.Find("kills") ?? "1000", CultureInfo.InvariantCulture);
        var random = new Random(int.Parse(options.Find("seed") ?? "1", CultureInfo.InvariantCulture));
        await using var scratch = await ScratchCatalogue.CreateAsync();
        await scratch.Get<SchemeImport>().ImportAsync(SchemeDocument.Shipped(), CancellationToken.None);
        var partner = (await scratch.Get<PartnerStore>().SaveAsync("kills", "Kills", new Uri("https://partner.example/"), "", CancellationToken.None)).Id;
        var forms = 0;
        var acknowledged = new HashSet<string>();
        var waiting = new Queue<string>();
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < kills; done++)
        {
            while (waiting.Count < 200)
            {
                waiting.Enqueue($"{await AddAsync(scratch, partner, forms++)} {Guid.NewGuid()}");
            }

            foreach (var key in await SendUntilKilledAsync(scratch.Address, waiting, random))
            {
                acknowledged.Add(key);
            }

            waiting = new Queue<string>(waiting.Where(form => !acknowledged.Contains(form.Split(' ')[1])));
        }

        var lost = 0L;
        foreach (var key in acknowledged)
        {
            lost += await ScalarAsync(scratch.Database, "select (count(*) = 0)::int::bigint from desk_gesture where key = $1", Guid.Parse(key));
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            kills,
            acknowledged = acknowledged.Count,
            lost,
            doubled = await ScalarAsync(scratch.Database, "select coalesce(sum(n - 1), 0)::bigint from (select count(*) as n from decision where undone_at is null group by initiative_id, category_id) one"),
            half_done = await ScalarAsync(scratch.Database, "select count(*) from desk_gesture g where cardinality(g.decisions) <> 2 or (select count(*) from decision d where d.id = any (g.decisions)) <> 2"),
            without_gesture = await ScalarAsync(scratch.Database, "select count(*) from decision d where not exists (select from desk_gesture g where d.id = any (g.decisions))"),
            out_of_step = await ScalarAsync(scratch.Database, "select count(*) from decision d where d.verdict = 'accepted' and not exists (select from initiative_category c where c.initiative_id = d.initiative_id and c.category_id = d.category_id and c.origin = 'confirmed')"),
            seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
        }));
    }

    // The process that is killed: reads forms, keeps each, says so.
    private static async Task KeepAsync(string address)
    {
        await using var database = Catalog.Database.CatalogDatabase.Open(address);
        using var taxonomy = new TaxonomyStore(database, TimeProvider.System);
        var scheme = await taxonomy.ReadActiveAsync(CancellationToken.None);
        var (yes, no) = (scheme.Find(Facet.Theme, "SOL")!.Id, scheme.Find(Facet.Theme, "EMP")!.Id);
        var gestures = new DeskGestures(database, TimeProvider.System);
        while (await Console.In.ReadLineAsync() is { } form)
        {
            var (initiative, key) = (long.Parse(form.Split(' ')[0], CultureInfo.InvariantCulture), form.Split(' ')[1]);
            await gestures.DecideAsync(initiative, [new(yes, true), new(no, false)], Curator, Guid.Parse(key), 0, null, CancellationToken.None);
            await Console.Out.WriteLineAsync(key);
        }
    }

    /// <returns>The keys of the forms whose answer came before the kill.</returns>
    private static async Task<List<string>> SendUntilKilledAsync(string address, IEnumerable<string> forms, Random random)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(DeskKillsCommand).Assembly.Location);
        }

        foreach (var argument in new[] { "desk-kills", "--at", address })
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        var killAfter = random.Next(1, 60);
        var answered = new List<string>();
        foreach (var form in forms)
        {
            await child.StandardInput.WriteLineAsync(form);
        }

        await child.StandardInput.FlushAsync();
        // The clock starts with the first answer: before it there is nothing to interrupt.
        Task? alarm = null;
        while (await child.StandardOutput.ReadLineAsync() is { } key)
        {
            answered.Add(key);
            alarm ??= KillAsync(child, TimeSpan.FromMilliseconds(killAfter));
        }

        await (alarm ?? Task.CompletedTask);
        await child.WaitForExitAsync();
        return answered;
    }

    private static async Task KillAsync(Process child, TimeSpan after)
    {
        await Task.Delay(after);
        child.Kill();
    }

    private static async Task<long> AddAsync(ScratchCatalogue scratch, long partner, int number)
    {
        var key = number.ToString(CultureInfo.InvariantCulture);
        await scratch.Get<InitiativeStore>().SaveAsync(partner, new CollectedInitiative(key, new Uri("https://partner.example/" + key), "Initiative " + key), CancellationToken.None);
        return await ScalarAsync(scratch.Database, "select id from initiative where key = $1", key);
    }

    private static async Task<long> ScalarAsync(NpgsqlDataSource database, string sql, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return (long)(await command.ExecuteScalarAsync())!;
    }
}
