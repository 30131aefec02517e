#!/usr/bin/python3
"""Scrapy on the site that 'bench -- crawl' serves: the same pages and fields, written to a file of JSON lines. usage: scrapy_spider.py ADDRESS"""
import json
import os
import resource
import sys
import tempfile
import time

import scrapy
from scrapy.crawler import CrawlerProcess


class Initiatives(scrapy.Spider):
    name = "initiatives"

    def __init__(self, site):
        super().__init__()
        self.start_urls = [site.rstrip("/") + "/liste/0"]

    def parse(self, response):
        for link in response.css("article.fiche h2 a"):
            yield response.follow(link, self.parse_detail)
        for link in response.css("a.suivante"):
            yield response.follow(link, self.parse)

    def parse_detail(self, response):
        yield {
            "page": response.url,
            "title": response.css("h1::text").get(),
            "summary": response.css(".resume::text").get(),
            "organisation": response.css(".porteur::text").get(),
            "address": response.css(".adresse::text").get(),
            "tags": response.css("ul.themes li::text").getall(),
            "website": response.css("a.site::attr(href)").get(),
        }


with tempfile.TemporaryDirectory() as folder:
    items = os.path.join(folder, "items.jsonl")
    process = CrawlerProcess({
        "LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "TELNETCONSOLE_ENABLED": False,
        "FEEDS": {items: {"format": "jsonlines", "encoding": "utf8"}},
    })
    crawler = process.create_crawler(Initiatives)
    process.crawl(crawler, site=sys.argv[1])
    start = time.monotonic()
    process.start()
    seconds = time.monotonic() - start
    with open(items, encoding="utf8") as written:
        count = sum(1 for _ in written)

print(json.dumps({
    # robots.txt, which is not there, is an answer too.
    "pages": crawler.stats.get_value("downloader/response_status_count/200"),
    "items": count,
    "seconds": seconds,
    "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
