using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace SocialConnect.Catalog.Accounts;

/// <summary>Identity's store, over tables that our own migrations make. Nothing outside accounts uses Entity Framework.</summary>
public sealed class AccountsContext(DbContextOptions<AccountsContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("account");
            account.Property(a => a.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            account.Property(a => a.UserName).HasColumnName("user_name");
            account.Property(a => a.NormalizedUserName).HasColumnName("normalized_name");
            account.Property(a => a.PasswordHash).HasColumnName("password_hash");
            account.Property(a => a.SecurityStamp).HasColumnName("security_stamp");
            account.Property(a => a.ConcurrencyStamp).HasColumnName("concurrency_stamp").IsConcurrencyToken();
            account.Property(a => a.AccessFailedCount).HasColumnName("access_failed_count");
            account.Property(a => a.LockoutEnd).HasColumnName("lockout_end");
            account.Property(a => a.CreatedAt).HasColumnName("created_at").ValueGeneratedOnAdd();
            account.Property(a => a.LastSignedInAt).HasColumnName("last_signed_in_at");
            // Not asked for: no mail is sent, no telephone is called, and every account can be locked.
            account.Ignore(a => a.Email).Ignore(a => a.NormalizedEmail).Ignore(a => a.EmailConfirmed)
                .Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.TwoFactorEnabled).Ignore(a => a.LockoutEnabled);
        });
        modelBuilder.Entity<IdentityUserClaim<long>>(claim =>
        {
            claim.ToTable("account_claim");
            claim.HasKey(c => c.Id);
            claim.Property(c => c.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            claim.Property(c => c.UserId).HasColumnName("account_id");
            claim.Property(c => c.ClaimType).HasColumnName("claim_type");
            claim.Property(c => c.ClaimValue).HasColumnName("claim_value");
            claim.HasOne<Account>().WithMany().HasForeignKey(c => c.UserId);
        });
        modelBuilder.Entity<DataProtectionKey>(key =>
        {
            key.ToTable("data_protection_key");
            key.Property(k => k.Id).HasColumnName("id").UseIdentityAlwaysColumn();
            key.Property(k => k.FriendlyName).HasColumnName("friendly_name");
            key.Property(k => k.Xml).HasColumnName("xml");
        });
    }
}
