namespace SocialConnect.Catalog.Accounts;

public sealed class LastAdminException() : Exception("This is the last account that may administer: give the role to another one first.");
