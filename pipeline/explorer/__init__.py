"""``newsbeam report``: a lake as one offline site, to be opened from the disk: what it holds, every article with its facts marked, maps, lists."""
