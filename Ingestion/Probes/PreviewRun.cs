using System.Globalization;
using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;
using SocialConnect.Ingestion.Extraction;
using SocialConnect.Ingestion.Visits;

namespace SocialConnect.Ingestion.Probes;

/// <summary>A visit cut short that stores nothing: the first initiatives of a recipe, read as a visit would read them.</summary>
internal sealed class PreviewRun
{
    private static readonly VisitClaim Trial = new(0, null, null, VisitKind.Visit, "", "");

    private readonly Recipe _recipe;
    private readonly ProbeOptions _options;
    private readonly PageReader _reader;
    private readonly PageWork _work;
    private readonly Frontier _frontier = new();
    private readonly Queue<PageTask> _lists = new();
    private readonly Queue<PageTask> _details = new();
    private readonly Dictionary<int, IReadOnlyDictionary<string, IReadOnlyList<string>>> _carriedRaw = [];
    private readonly Dictionary<string, PreviewRecord> _records = [];
    private readonly List<PreviewPage> _pages = [];
    private readonly List<string> _rejected = [];
    private int _listsRead;
    private bool _cut;

    public PreviewRun(Recipe recipe, ProbeOptions options, ProbePages pages, VisitLedger ledger, ILogger logger)
    {
        _recipe = recipe;
        _options = options;
        _reader = new PageReader(new CompiledRecipe(recipe), keepRaw: true);
        _work = new PageWork(Trial, _reader, pages.AskAsync, ledger, logger);
    }

    /// <param name="patience">When it ends, what has been read so far is the preview.</param>
    public async Task<Preview> RunAsync(CancellationToken patience, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience, cancellationToken);
        try
        {
            await ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            _cut = true;
        }

        return new Preview
        {
            Records = [.. _records.Values],
            Fields = Fields(),
            Pages = _pages,
            Rejected = _rejected.Distinct().Take(20).ToList(),
            Warnings = Warnings().ToList(),
        };
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var start in _reader.Starts())
        {
            Meet(start, 0);
        }

        while (_pages.Count < _options.Pages && _records.Count < _options.Records && (_details.TryDequeue(out var task) || _lists.TryDequeue(out task)))
        {
            await TakeAsync(task, cancellationToken);
        }

        // Whether the list goes on is worth one page more.
        if (_listsRead == 1 && _pages.Count < _options.Pages && _lists.TryDequeue(out var second))
        {
            await TakeAsync(second, cancellationToken);
        }
    }

    private async Task TakeAsync(PageTask task, CancellationToken cancellationToken)
    {
        var result = await _work.DoAsync(task, cancellationToken);
        var page = result.Page;
        _listsRead += task.Role == PageRole.List ? 1 : 0;
        _pages.Add(new(task.Address, page.Role, page.State, page.Status, page.TookMs ?? 0, page.Items ?? 0, page.Message));
        _rejected.AddRange(result.Reading.Rejected);
        foreach (var found in result.Reading.Initiatives)
        {
            if (_records.Count < _options.Records && !_frontier.Repeats(found))
            {
                _records.TryAdd(found.Initiative.Key, RecordOf(found, _carriedRaw.GetValueOrDefault(page.Number)));
            }
        }

        foreach (var link in result.Reading.Links)
        {
            Meet(link, page.Depth + 1);
        }
    }

    private void Meet(PageLink link, int depth)
    {
        if (_frontier.Meet(link, depth) is not { } task)
        {
            return;
        }

        if (link.Raw is { } raw)
        {
            _carriedRaw[task.Page.Number] = raw;
        }

        (link.Role == PageRole.Detail ? _details : _lists).Enqueue(task);
    }

    private static PreviewRecord RecordOf(FoundInitiative found, IReadOnlyDictionary<string, IReadOnlyList<string>>? carried)
    {
        var values = new Dictionary<string, PreviewValue>();
        foreach (var (name, clean) in found.Values)
        {
            var raw = found.Raw?.GetValueOrDefault(name) ?? carried?.GetValueOrDefault(name) ?? clean;
            values[name] = new(raw.Select(Shortened).Take(20).ToList(), clean.Select(Shortened).Take(20).ToList());
        }

        return new(found.Initiative.Title, found.Initiative.PageUrl, values);
    }

    // A preview is looked at; nobody reads a whole page in it.
    private static string Shortened(string text) => text.Length <= 2_000 ? text : text[..2_000] + "…";

    private List<PreviewField> Fields()
    {
        var named = _recipe.Fields.Keys.Concat(_recipe.Extra.Keys).Concat(_recipe.Detail?.Fields.Keys ?? []).Concat(_recipe.Detail?.Extra.Keys ?? []);
        var names = named.Concat(_records.Values.SelectMany(record => record.Values.Keys)).Where(name => name != "key").ToHashSet();
        return RecipeField.All.Select(field => field.Name).Where(names.Contains).Concat(names.Where(name => !RecipeField.ByName.ContainsKey(name)).Order(StringComparer.Ordinal)).Select(Field).ToList();
    }

    private PreviewField Field(string name)
    {
        var lengths = _records.Values.Where(record => record.Values.ContainsKey(name)).Select(record => record.Values[name].Clean.Sum(value => value.Length)).ToList();
        var label = RecipeField.ByName.TryGetValue(name, out var ours) ? ours.Label : name;
        return new(name, label, _records.Count == 0 ? 0 : (double)lengths.Count / _records.Count, lengths.Count == 0 ? 0 : lengths.Average());
    }

    private IEnumerable<string> Warnings()
    {
        if (_cut)
        {
            yield return "Le site répond lentement\u202F: l’aperçu s’arrête à ce qui a été lu à temps.";
        }

        if (_pages.Count > 0 && _pages.All(page => page.State != "done"))
        {
            yield return $"Aucune page n’a pu être lue\u202F: {_pages[0].Message}.";
            yield break;
        }

        var list = _pages.FirstOrDefault(page => page.Role == "list");
        if (list is { State: "done", Items: 0 })
        {
            yield return _recipe.Items is { } items ? $"Le repère des initiatives («\u00A0{items}\u00A0») ne trouve rien dans {list.Address}." : $"Aucune initiative n’a été trouvée dans {list.Address}.";
        }
        else if (list is { State: "done" } && _recipe.Next is not null && _listsRead == 1 && _lists.Count == 0)
        {
            yield return "Aucune page suivante n’a été trouvée\u202F: seule la première page de la liste sera lue.";
        }

        if (_records.Count > 0)
        {
            foreach (var field in Fields().Where(field => field.FillRate == 0))
            {
                yield return $"Le champ «\u00A0{field.Label}\u00A0» est resté vide dans tout l’aperçu.";
            }
        }
        else if (_rejected.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Aucun des {_rejected.Count} éléments trouvés ne peut être gardé\u202F: {_rejected[0]}.");
        }
    }
}
