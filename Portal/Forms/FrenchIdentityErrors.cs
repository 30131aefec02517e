using Microsoft.AspNetCore.Identity;

namespace SocialConnect.Portal.Forms;

internal sealed class FrenchIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Error(nameof(DefaultError), "Cela n’a pas pu être enregistré. Réessayez dans un instant.");

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), "Ce compte vient d’être modifié par quelqu’un d’autre. Rechargez la page et recommencez.");

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), "Le mot de passe actuel n’est pas celui-ci.");

    public override IdentityError InvalidToken() => Error(nameof(InvalidToken), "Ce lien a déjà servi ou n’est plus valable. Demandez-en un autre à un administrateur.");

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName), "Ce nom ne peut pas être utilisé.");

    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), $"Le nom «\u202f{userName}\u202f» est déjà pris.");

    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), $"Le mot de passe est trop court\u202f: {length} caractères au moins.");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Error(nameof(PasswordRequiresUniqueChars), $"Le mot de passe se répète trop\u202f: {uniqueChars} caractères différents au moins.");

    private static IdentityError Error(string code, string description) => new() { Code = code, Description = description };
}
