using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SocialConnect.Bench.Classifying;

/// <summary>
/// Parts labelled texts into those learned from and those asked about. Folds and draws depend on the texts' ids alone, so that
/// <c>bench/peers/classification.py</c> makes the same ones.
/// </summary>
internal sealed class TrialPlan
{
    private const string All = "all";

    private readonly List<(string? Source, List<LabelledText> Train, List<LabelledText> Own, List<LabelledText> Test)> _parts;
    private readonly int _draws;

    private TrialPlan(List<(string?, List<LabelledText>, List<LabelledText>, List<LabelledText>)> parts, IReadOnlyList<int?> steps, int draws) =>
        (_parts, Steps, _draws) = (parts, steps, draws);

    /// <summary>How many texts are confirmed at each step; null for all.</summary>
    public IReadOnlyList<int?> Steps { get; }

    public IReadOnlyList<string> Labels =>
        [.. _parts.SelectMany(part => part.Train.Concat(part.Own).Concat(part.Test)).SelectMany(text => text.Labels).Distinct().Order(StringComparer.Ordinal)];

    /// <exception cref="UsageException">The options do not go together.</exception>
    public static TrialPlan From(Options options)
    {
        var steps = StepsOf(options);
        var draws = options.Number("draws", 1);
        var tags = options.Find("records") is { } folder ? RecordTags.Read(folder, !options.Has("no-label-tags")) : null;
        if (options.Has("train"))
        {
            return new TrialPlan([(null, [], Read(options.Required("train"), tags), Read(options.Required("test"), tags))], steps, draws);
        }

        var texts = Read(options.Required("data"), tags);
        if (!options.Has("leave-out-source"))
        {
            var count = options.Number("folds", 5);
            return new TrialPlan(
                [.. Enumerable.Range(0, count)
                    .Select(fold => ((string?)null, new List<LabelledText>(), texts.Where(text => Fold(text, count) != fold).ToList(), texts.Where(text => Fold(text, count) == fold).ToList()))
                    .Where(part => part.Item4.Count > 0)],
                steps,
                draws);
        }

        if (texts.Any(text => text.Source is null))
        {
            throw new UsageException("--leave-out-source needs a \"source\" on every line.");
        }

        var sources = texts.GroupBy(text => text.Source!, StringComparer.Ordinal).OrderBy(source => source.Key, StringComparer.Ordinal).ToList();
        if (sources.FirstOrDefault(source => steps.Any(step => step is null || step >= source.Count())) is { } small)
        {
            throw new UsageException($"--confirmations must leave some of the {small.Count()} texts of '{small.Key}' to ask about.");
        }

        return new TrialPlan([.. sources.Select(source => ((string?)source.Key, texts.Where(text => text.Source != source.Key).ToList(), source.ToList(), new List<LabelledText>()))], steps, draws);
    }

    /// <summary>How many draws there are to tell apart: confirming none or all, one is as good as another.</summary>
    public int DrawsOf(int? step) => step is 0 or null ? 1 : _draws;

    /// <summary>
    /// One trial per fold, or per source left out. The confirmed texts of a draw are the first when those of the training side (of the source left out, where one is)
    /// are ordered by <c>sha1("confirmed:" + id)</c>, or by <c>sha1("confirmed:" + draw + ":" + id)</c> for the draws after the first, numbered from 0.
    /// </summary>
    public IEnumerable<Trial> Trials(int? step, int draw)
    {
        foreach (var (source, train, own, test) in _parts)
        {
            var drawn = own.OrderBy(text => Hash((draw == 0 ? "confirmed:" : $"confirmed:{draw}:") + text.Id)).ToList();
            var confirmed = drawn.Take(step ?? drawn.Count).ToHashSet();
            var rest = own.Where(text => !confirmed.Contains(text)).ToList();
            yield return source is null
                ? new Trial(null, [.. own.Where(confirmed.Contains)], rest, test)
                : new Trial(source, [.. train, .. own.Where(confirmed.Contains)], [], rest);
        }
    }

    private static List<int?> StepsOf(Options options) =>
        options.Find("confirmations") is not { } steps
            ? [options.Has("leave-out-source") ? 0 : null]
            : [.. steps.Split(',').Select(step =>
                step == All ? (int?)null
                : int.TryParse(step, out var count) && count >= 0 ? count
                : throw new UsageException($"--confirmations takes whole numbers or '{All}', not '{step}'."))];

    private static List<LabelledText> Read(string path, RecordTags? tags)
    {
        List<LabelledText> texts = [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<LabelledText>(line, JsonSerializerOptions.Web)!)];
        return tags is null ? texts : tags.AddTo(texts);
    }

    private static int Fold(LabelledText text, int count) => (int)(Hash("cv:" + text.Id) % count);

    // SHA-1 only spreads the texts evenly, as the reference does.
#pragma warning disable CA5350
    private static uint Hash(string text) => BinaryPrimitives.ReadUInt32BigEndian(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}
