using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace SocialConnect.Portal.Forms;

/// <summary>Messages for what a form or an address may contain wrongly, where the model gives none of its own.</summary>
internal sealed class FrenchValidation : IValidationMetadataProvider
{
    // Narrow no-break space before the marks that French sets apart.
    private const char Thin = '\u202f';

    public static void Configure(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new FrenchValidation());
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, field) => $"«{Thin}{value}{Thin}» n’est pas une valeur possible pour «{Thin}{field}{Thin}».");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"«{Thin}{value}{Thin}» n’est pas une valeur possible.");
        messages.SetUnknownValueIsInvalidAccessor(field => $"La valeur donnée pour «{Thin}{field}{Thin}» n’est pas possible.");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "La valeur donnée n’est pas possible.");
        messages.SetValueIsInvalidAccessor(value => $"«{Thin}{value}{Thin}» n’est pas une valeur possible.");
        messages.SetValueMustBeANumberAccessor(field => $"Donnez un nombre pour «{Thin}{field}{Thin}».");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "Donnez un nombre.");
        messages.SetMissingBindRequiredValueAccessor(field => $"Il manque «{Thin}{field}{Thin}».");
        messages.SetMissingKeyOrValueAccessor(() => "Il manque une valeur.");
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "La demande est vide.");
        messages.SetValueMustNotBeNullAccessor(_ => "Remplissez ce champ.");
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (rule.ErrorMessage is null && rule.ErrorMessageResourceName is null)
            {
                rule.ErrorMessage = MessageFor(rule);
            }
        }
    }

    // {0} is the field's name, {1} and {2} the bounds.
    private static string? MessageFor(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => "Remplissez ce champ.",
        StringLengthAttribute { MinimumLength: > 0 } => "Écrivez entre {2} et {1} caractères.",
        StringLengthAttribute or MaxLengthAttribute => "C’est trop long\u202f: {1} caractères au plus.",
        MinLengthAttribute => "C’est trop court\u202f: {1} caractères au moins.",
        RangeAttribute => "Donnez une valeur entre {1} et {2}.",
        EmailAddressAttribute => "Donnez une adresse de courriel, comme «\u202fprenom@exemple.fr\u202f».",
        UrlAttribute => "Donnez une adresse complète, comme «\u202fhttps://exemple.fr\u202f».",
        CompareAttribute => "Les deux saisies diffèrent.",
        RegularExpressionAttribute => "La forme de cette valeur n’est pas celle attendue.",
        _ => null,
    };
}
