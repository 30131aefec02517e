using SocialConnect.Catalog.Probes;
using SocialConnect.Portal.Look;

namespace SocialConnect.Portal.Sources;

/// <summary>What a look at a site has found, in words.</summary>
public static class AddWords
{
    /// <summary>"Nous avons reconnu une liste d’initiatives : 10 fiches lues, 8 champs trouvés."</summary>
    public static string Understood(Proposal proposal)
    {
        var found = proposal.Preview.Fields.Count(field => field.FillRate > 0);
        return $"Nous avons reconnu {FieldHelp.InWords(proposal.Kind)}\u202f: {French.Count(proposal.Preview.Records.Count, "fiche lue", "fiches lues")} à l’essai, {French.Count(found, "champ trouvé", "champs trouvés")}.";
    }

    public static string Other(OtherWay other) => $"{char.ToUpperInvariant(FieldHelp.InWords(other.Kind)[0])}{FieldHelp.InWords(other.Kind)[1..]}\u202f: {Brief(other.Address.PathAndQuery, 40)}";

    /// <summary>By what is read there, since a selector tells most editors nothing: "« Le verger partagé », « L’atelier » (sur la fiche, 90 %)".</summary>
    public static string Candidate(PlacedCandidate placed)
    {
        var candidate = placed.Candidate;
        var examples = string.Join(", ", candidate.Examples.Take(2).Select(example => $"«\u202f{Brief(example, 40)}\u202f»"));
        return $"{(examples.Length > 0 ? examples : candidate.Selector)} ({(placed.OnDetail ? "sur la fiche" : "dans la liste")}, {(int)Math.Round(candidate.FillRate * 100)}\u202f%)";
    }

    /// <summary>Why the present choice was proposed; empty when it was not.</summary>
    public static string Because(MappedField field) =>
        field.Candidates.FirstOrDefault(candidate => candidate.Choice == field.Choice)?.Candidate.Reason is { Length: > 0 } reason ? Sentence(reason) : "";

    public static string? First(PreviewRecord record, string field) => record.Values.GetValueOrDefault(field)?.Clean is [var first, ..] ? first : null;

    /// <summary>Cut between words where one ends in the second half.</summary>
    public static string Brief(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', most - 1, most / 2);
        return text[..(space > 0 ? space : most - 1)].TrimEnd(',', ';', ':', '.') + "…";
    }

    /// <summary>With a capital and a full stop.</summary>
    public static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..].TrimEnd('.')}.";

    public static string WhatToDo(ProbeTrouble? trouble) => trouble switch
    {
        ProbeTrouble.Robots => "Le site demande aux robots de ne pas lire cette page. Demandez son accord au partenaire, ou un fichier de ses fiches.",
        ProbeTrouble.Unreachable => "Vérifiez l’adresse dans votre navigateur, puis réessayez dans un instant.",
        ProbeTrouble.Refused => "Ouvrez cette adresse dans une fenêtre privée de votre navigateur\u202f: si elle demande de se connecter, nous ne pouvons pas la lire.",
        ProbeTrouble.Unreadable => "Essayez l’adresse d’une page qui liste les initiatives, un flux RSS, ou un fichier CSV.",
        ProbeTrouble.Slow => "Le site répond lentement. Réessayez plus tard, ou partez d’une page plus légère.",
        ProbeTrouble.Recipe => "Corrigez la recette là où c’est dit, puis refaites l’aperçu.",
        _ => "Réessayez dans un instant\u202f; si cela dure, prévenez la personne qui exploite le service.",
    };
}
