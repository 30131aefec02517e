namespace SocialConnect.Catalog.Search;

/// <summary>From tallies to what a page shows: which values, under which, in which order.</summary>
internal sealed class FacetReading
{
    // A long facet shows its most frequent values; the others are found by typing.
    private const int MostRoots = 60;
    private const int MostChildren = 60;
    private const int MostFound = 60;

    private readonly SearchRequest _request;
    private readonly SearchColumns _columns;
    private readonly FacetTally _tally;
    private readonly HashSet<int> _selected = [];
    private readonly HashSet<int> _opened = [];
    private readonly Dictionary<int, List<int>> _children = [];
    private readonly List<int>[] _roots = [.. SearchFacet.All.Select(_ => new List<int>())];
    private readonly int[] _valueCounts = new int[SearchFacet.All.Count];

    // By facet, where something is typed: the letters, and all values that they may find.
    private readonly Dictionary<int, (FacetLetters Letters, List<int> Values)> _typed = [];

    public FacetReading(SearchRequest request, IReadOnlyList<FacetLetters> typed, SearchColumns columns, FacetTally tally)
    {
        (_request, _columns, _tally) = (request, columns, tally);
        foreach (var letters in typed)
        {
            _typed[SearchFacet.All.TakeWhile(facet => facet != letters.Facet).Count()] = (letters, []);
        }

        FindSelected();
        for (var value = 0; value < columns.Values.Count; value++)
        {
            if (columns.Values.Facets[value] < 0 || (tally.StatedIn(value) == 0 && !_opened.Contains(value)))
            {
                continue;
            }

            var facet = columns.Values.Facets[value];
            _valueCounts[facet] += tally.StatedIn(value) > 0 ? 1 : 0;
            if (_typed.TryGetValue(facet, out var known))
            {
                known.Values.Add(value);
            }

            var parent = columns.Values.Parents[value];
            if (parent < 0)
            {
                _roots[facet].Add(value);
            }
            else
            {
                (_children.TryGetValue(parent, out var siblings) ? siblings : _children[parent] = []).Add(value);
            }
        }

        foreach (var roots in _roots)
        {
            Shorten(roots, MostRoots);
        }

        foreach (var (parent, children) in _children)
        {
            // Communes are many: they are shown where somebody is looking.
            if (columns.Values.Parents[parent] >= 0 && !_opened.Contains(parent))
            {
                children.Clear();
            }

            Shorten(children, MostChildren);
        }
    }

    /// <summary>All values that will be shown, to be labelled.</summary>
    public IEnumerable<int> Shown => _roots.SelectMany(roots => roots).SelectMany(Family).Concat(_typed.Values.SelectMany(typed => typed.Values));

    public IReadOnlyList<FacetCounts> Read(FacetLabels labels)
    {
        var facets = new List<FacetCounts>();
        for (var facet = 0; facet < _roots.Length; facet++)
        {
            var roots = _roots[facet];
            var saysSomething = roots.Any(root => _columns.Values.ValueOf(root) != SearchFacet.NotStated) || roots.Any(_selected.Contains);
            if (saysSomething)
            {
                facets.Add(new FacetCounts(SearchFacet.All[facet], Values(roots, labels))
                {
                    ValueCount = _valueCounts[facet],
                    Found = _typed.TryGetValue(facet, out var typed) ? Find(typed.Letters, typed.Values, labels) : null,
                });
            }
        }

        return facets;
    }

    private List<FacetValue> Values(IEnumerable<int> values, FacetLabels labels) =>
        [.. values
            .OrderBy(value => _columns.Values.ValueOf(value) == SearchFacet.NotStated)
            .ThenBy(value => labels.PositionOf(_columns.Values, value) ?? int.MaxValue)
            .ThenByDescending(_tally.CountOf)
            .ThenBy(value => labels.LabelOf(_columns.Values, value), StringComparer.Ordinal)
            .Select(value => new FacetValue(
                _columns.Values.ValueOf(value),
                labels.LabelOf(_columns.Values, value),
                _tally.CountOf(value),
                _selected.Contains(value),
                Values(_children.GetValueOrDefault(value, []), labels)) { LocalCount = _tally.LocalTo(value) })];

    private FoundValues Find(FacetLetters letters, List<int> values, FacetLabels labels)
    {
        var labelled = values.ConvertAll(value => (Value: value, Label: labels.LabelOf(_columns.Values, value)));
        var found = labelled.Where(one => _tally.StatedIn(one.Value) > 0 && letters.Find(one.Label)).ToList();
        var shown = labelled.Where(one => _selected.Contains(one.Value)).OrderBy(one => one.Label, StringComparer.Ordinal)
            .Concat(found.Where(one => !_selected.Contains(one.Value))
                .OrderByDescending(one => letters.Begin(one.Label))
                .ThenByDescending(one => _tally.CountOf(one.Value))
                .ThenBy(one => one.Label, StringComparer.Ordinal)
                .Take(MostFound));
        return new FoundValues(letters.Typed, found.Count, found.Count(one => !_selected.Contains(one.Value)) > MostFound, [.. shown.Select(one => new FacetValue(_columns.Values.ValueOf(one.Value), one.Label, _tally.CountOf(one.Value), _selected.Contains(one.Value), [])
        {
            LocalCount = _tally.LocalTo(one.Value),
            Above = _columns.Values.Parents[one.Value] is var above and >= 0 ? labels.LabelOf(_columns.Values, above) : null,
        })]);
    }

    private void FindSelected()
    {
        for (var facet = 0; facet < SearchFacet.All.Count; facet++)
        {
            foreach (var value in _request.ValuesOf(SearchFacet.All[facet]))
            {
                if (_columns.Values.Find(facet, value) is not { } number)
                {
                    continue;
                }

                _selected.Add(number);
                for (var above = number; above >= 0; above = _columns.Values.Parents[above])
                {
                    _opened.Add(above);
                }
            }
        }
    }

    private void Shorten(List<int> values, int most)
    {
        if (values.Count > most)
        {
            var kept = values.OrderByDescending(_opened.Contains).ThenByDescending(_tally.CountOf).ThenBy(value => value).Take(Math.Max(most, values.Count(_opened.Contains))).ToList();
            values.Clear();
            values.AddRange(kept);
        }
    }

    private IEnumerable<int> Family(int value) => _children.GetValueOrDefault(value, []).SelectMany(Family).Prepend(value);
}
